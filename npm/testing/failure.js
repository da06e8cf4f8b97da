// Errors as kaipush throws them.

/** The codes of what may succeed when it is tried again. */
const RETRYABLE = [
  "permission-not-granted", "worker-register-failed", "worker-timeout", "subscribe-timeout",
  "subscribe-failed", "unsubscribe-failed", "report-failed", "outbox-full", "storage-failed",
  "system-message-failed", "core-loading",
];

export function failure(code, text = `stand-in: ${code}`, retryable = RETRYABLE.includes(code)) {
  return Object.assign(new Error(text), { name: "KaipushError", code, retryable });
}

export function wrong(what) {
  return failure("config-wrong", what);
}
