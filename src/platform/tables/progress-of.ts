/** Tells what fraction of `total` has been done whenever another hundredth is; answers a function that adds to it. */
export function progressOf(total: number, tell?: (fraction: number) => void): (done: number) => void {
  let sum = 0;
  let told = 0;
  return (done) => {
    sum += done;
    const fraction = total > 0 ? Math.min(1, sum / total) : 1;
    if (!tell || Math.floor(fraction * 100) <= told) return;
    told = Math.floor(fraction * 100);
    tell(fraction);
  };
}
