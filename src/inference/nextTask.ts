/** Lets messages in, so that work on the processor can be stopped. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
