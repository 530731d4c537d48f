import { spawn } from 'node:child_process';

/**
 * Starts a process that, when this one ends, however it does, ends the embedded servers whose data folders are `folder` or lie in it,
 * and removes it all: the pipe that it reads then closes. Returns what sets it off earlier.
 */
export function cleanUpAtExit(folder: string): () => void {
  const script = `
    cat > /dev/null
    for data_dir in "$1" "$1"/*; do
      place=$(cat "$data_dir/location" || echo "$data_dir")
      pid=$(head -n 1 "$place/data/postmaster.pid")
      case $(ps -ww -o args= -p "$pid") in *"-D $place/data "*) kill -QUIT "$pid" ;; *) pid= ;; esac
      for _ in $(seq 100); do [ -n "$pid" ] && [ -e "$place/data/postmaster.pid" ] && sleep 0.1; done
      [ "$place" = "$data_dir" ] || rm -rf "$place"
    done
    rm -rf "$1"`;
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return () => watchdog.stdin.end();
}
