// Loaded before Azurite, which stops on SIGINT. Ctrl+C sends that to every process of the terminal at once, but Azurite has to
// outlast the functions: dev.cs stops it after them, with SIGTERM.
const once = process.once;
process.once = function (event, ...rest) {
  return event === "SIGINT" ? this : once.call(this, event, ...rest);
};
process.on("SIGINT", () => {});
