/** The repository as the tests that check it see it: its files, their text, and what their code imports and calls. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { parse } from 'vue/compiler-sfc';

export const root = join(import.meta.dirname, '../..');

export interface Import {
  file: string;
  line: number;
  /** A path in the repository, or a package's name. */
  target: string;
  isPackage: boolean;
  typesOnly: boolean;
}

/** The files that are in git or about to be, as paths from the root. */
export function listFiles(pattern = /./): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return [...new Set(listed.split('\0'))].filter(
    (file) => file !== '' && pattern.test(file) && existsSync(join(root, file)),
  );
}

export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The code of a TypeScript file or of a component's script blocks, on the lines where it stands in the file. */
export function parseCode(file: string): ts.SourceFile {
  const text = readText(file);
  const code = file.endsWith('.vue') ? blankAllButScripts(text) : text;
  return ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

/** Every node below one, the node itself first. */
export function* walk(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* walk(child);
}

export function lineOf(node: ts.Node): number {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** What a file imports, in whichever way it is written. */
export function listImports(file: string): Import[] {
  const imports: Import[] = [];
  for (const node of walk(parseCode(file))) {
    const named = findSpecifier(node);
    if (!named) continue;
    imports.push({
      file,
      line: lineOf(node),
      ...resolveSpecifier(file, named.text),
      typesOnly: isTypeOnly(node),
    });
  }
  return imports;
}

function findSpecifier(node: ts.Node): ts.StringLiteralLike | undefined {
  let named: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) named = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) named = node.argument.literal;
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    named = node.arguments[0];
  }
  return named && ts.isStringLiteralLike(named) ? named : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportTypeNode(node);
}

function resolveSpecifier(file: string, specifier: string): Pick<Import, 'target' | 'isPackage'> {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('#shared/')) return { target: path.slice(1), isPackage: false };
  if (path.startsWith('.')) return { target: posix.join(dirname(file), path), isPackage: false };
  if (path.startsWith('node:')) return { target: path, isPackage: true };
  const segments = path.split('/');
  return { target: segments.slice(0, path.startsWith('@') ? 2 : 1).join('/'), isPackage: true };
}

function blankAllButScripts(component: string): string {
  const { descriptor } = parse(component);
  let code = component.replace(/[^\n]/g, ' ');
  for (const block of [descriptor.script, descriptor.scriptSetup]) {
    if (!block) continue;
    const { start, end } = block.loc;
    code = code.slice(0, start.offset) + block.content + code.slice(end.offset);
  }
  return code;
}
