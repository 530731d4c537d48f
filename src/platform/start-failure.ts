interface SystemError extends Error {
  code?: string;
  syscall?: string;
  address?: string;
  hostname?: string;
  port?: number;
  /** Of an AggregateError: one for each address that was tried. */
  errors?: readonly SystemError[];
}

/** What stopped a command, in one sentence; where a variable of the configuration is to blame, it is named. */
export function startFailure(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  // Where a name has several addresses Node gathers their errors, and says nothing itself.
  const error: SystemError = (thrown as SystemError).errors?.[0] ?? thrown;
  const { code, syscall, address, hostname, port } = error;
  if (syscall === 'listen') {
    if (code === 'EADDRINUSE')
      return `Something else listens at ${address}:${port} already: stop it, or set another PORT.`;
    if (code === 'EACCES') return `Listening at ${address}:${port} is not allowed: set another PORT.`;
    return `Listening at ${address} is not possible (${code}): set another HOST.`;
  }
  if (syscall === 'getaddrinfo') return `The name "${hostname}" has no address (${code}): see HOST and DATABASE_URL.`;
  if (syscall === 'connect') return `PostgreSQL does not answer at ${address}:${port} (${code}): see DATABASE_URL.`;
  return error.message;
}
