/** The client as the type checker sees it, its components' templates included: `vue-tsc` reads it in the same way. */
import { join } from 'node:path';
import { proxyCreateProgram } from '@volar/typescript';
import { createParsedCommandLine, createVueLanguagePlugin } from '@vue/language-core';
import ts from 'typescript';
import { root } from './repository.ts';

const folder = join(root, 'client');
const component = { extension: 'vue', isMixedContent: true, scriptKind: ts.ScriptKind.Deferred };

export function readClient(): ts.Program {
  const config = join(folder, 'tsconfig.json');
  const { config: written } = ts.readConfigFile(config, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    written,
    ts.sys,
    folder,
    {},
    config,
    undefined,
    [component],
  );
  const { vueOptions } = createParsedCommandLine(ts, ts.sys, config);
  const createProgram = proxyCreateProgram(ts, ts.createProgram, () => ({
    languagePlugins: [createVueLanguagePlugin<string>(ts, options, vueOptions, (name) => name)],
  }));
  return createProgram({ rootNames: fileNames, options, host: ts.createCompilerHost(options) });
}
