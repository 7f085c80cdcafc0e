// Plain JavaScript: a Node too old for this project cannot read its TypeScript, so it could not say so either.
if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(`Tocsin needs Node 24 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
