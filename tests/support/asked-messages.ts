/**
 * Which messages of the tables in client/words somebody asks for: by name, in a pattern, or by a key that may be its
 * name. Handing a table on is no use of it; but who takes it under a type of their own reads it by that type's
 * properties, which are the same messages from then on.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { lineOf, root, walk } from './repository.ts';

export interface Message {
  /** E.g. `feed.heading (client/words/en.ts:129)`. */
  place: string;
  isAsked: boolean;
}

/** What one declaration stands for: itself, and whatever it was tied to. */
type Ties = Map<ts.Node, ts.Node>;

interface Search {
  checker: ts.TypeChecker;
  /** Names of messages and tables: no other property is looked at. */
  names: ReadonlySet<string>;
  tables: ReadonlySet<ts.Node>;
  asked: Set<ts.Node>;
  ties: Ties;
}

export function listMessages(program: ts.Program, files: readonly string[]): Message[] {
  // Making it also gives each node its parent.
  const checker = program.getTypeChecker();
  const declared = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source ? [...walk(source)].filter(ts.isPropertyAssignment).filter((one) => !isForm(one)) : [];
  });
  const search: Search = {
    checker,
    names: new Set(declared.map(nameOf)),
    tables: new Set(declared.filter(isTable)),
    asked: new Set(),
    ties: new Map(),
  };
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.startsWith(join(root, 'client/'))) continue;
    for (const node of walk(source)) look(node, search);
  }
  const asked = new Set([...search.asked].map((node) => findFirst(node, search.ties)));
  return declared
    .filter((one) => !isTable(one))
    .map((one) => ({ place: placeOf(one), isAsked: asked.has(findFirst(one, search.ties)) }));
}

function look(node: ts.Node, search: Search): void {
  if (ts.isPropertyAccessExpression(node)) lookByName(node, search);
  else if (ts.isBindingElement(node)) lookInPattern(node, search);
  else if (ts.isElementAccessExpression(node)) lookByKey(node, search);
  else if (ts.isConditionalExpression(node)) lookAtBranches(node, search);
}

function lookByName(node: ts.PropertyAccessExpression, search: Search): void {
  if (!search.names.has(node.name.text)) return;
  const property = search.checker.getSymbolAtLocation(node.name);
  ask(property, search);
  if (!declarationsOf(property).some((one) => search.tables.has(one))) return;
  // A table where another type is expected is read by that one's properties.
  const expected = search.checker.getContextualType(node);
  if (expected) tie(search.checker.getTypeAtLocation(node), expected, search);
}

function lookInPattern({ parent, propertyName, name }: ts.BindingElement, search: Search): void {
  const key = (propertyName ?? name).getText();
  if (!(ts.isObjectBindingPattern(parent) && search.names.has(key))) return;
  ask(search.checker.getTypeAtLocation(parent).getProperty(key), search);
}

function lookByKey(node: ts.ElementAccessExpression, search: Search): void {
  const type = search.checker.getApparentType(search.checker.getTypeAtLocation(node.expression));
  const keys = listKeys(search.checker.getTypeAtLocation(node.argumentExpression), search.checker);
  for (const key of keys) if (search.names.has(key)) ask(type.getProperty(key), search);
}

/** Of two types of the same form the checker keeps one alone. */
function lookAtBranches({ whenTrue, whenFalse }: ts.ConditionalExpression, search: Search): void {
  const branches = [whenTrue, whenFalse].filter(
    (one) => ts.isPropertyAccessExpression(one) && search.names.has(one.name.text),
  );
  const [first, second] = branches.map((one) => search.checker.getTypeAtLocation(one));
  if (first && second) tie(first, second, search);
}

function ask(property: ts.Symbol | undefined, { asked }: Search): void {
  for (const one of declarationsOf(property)) asked.add(one);
}

function tie(from: ts.Type, to: ts.Type, search: Search): void {
  for (const property of from.getProperties()) {
    if (search.names.has(property.name)) tieProperty(property, to, search);
  }
}

function tieProperty(property: ts.Symbol, to: ts.Type, search: Search): void {
  const other = to.getProperty(property.name);
  // A record of whatever keys, or of those of a union, has no property of its own to be read by.
  if (other ? !other.declarations : to.getStringIndexType()) ask(property, search);
  const [one, ...more] = declarationsOf(property);
  if (!(one && other) || other === property) return;
  for (const same of [...more, ...declarationsOf(other)]) {
    const [first, last] = [findFirst(one, search.ties), findFirst(same, search.ties)];
    if (first !== last) search.ties.set(last, first);
  }
  if (search.tables.has(one)) {
    tie(search.checker.getTypeOfSymbol(property), search.checker.getTypeOfSymbol(other), search);
  }
}

function declarationsOf(property: ts.Symbol | undefined): readonly ts.Node[] {
  return property?.declarations ?? [];
}

function findFirst(node: ts.Node, ties: Ties): ts.Node {
  let first = node;
  for (let next = ties.get(first); next; next = ties.get(first)) first = next;
  return first;
}

/** The keys that a type may be, where it says which. */
function listKeys(type: ts.Type, checker: ts.TypeChecker): string[] {
  const known = checker.getBaseConstraintOfType(type) ?? type;
  const parts = known.isUnion() ? known.types : [known];
  return parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
}

/** What holds messages, and is none itself as a counted one is. */
function isTable({ initializer }: ts.PropertyAssignment): boolean {
  return ts.isObjectLiteralExpression(initializer) && !initializer.properties.some(isForm);
}

/** One of the forms of a counted message. */
function isForm(node: ts.Node): boolean {
  if (!(ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.parent))) return false;
  const names = node.parent.properties.filter(ts.isPropertyAssignment).map(nameOf);
  return names.includes('one') && names.includes('other');
}

function nameOf({ name }: ts.PropertyAssignment): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
}

function placeOf(message: ts.PropertyAssignment): string {
  const path: string[] = [];
  for (let node: ts.Node = message; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isPropertyAssignment(node)) path.unshift(nameOf(node));
  }
  return `${path.join('.')} (${message.getSourceFile().fileName.slice(root.length + 1)}:${lineOf(message)})`;
}
