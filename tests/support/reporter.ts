/** Ends the run with one line, `N passed, N failed`, in which nothing is skipped in silence. */
import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node';

export default class VerdictReporter implements Reporter {
  #passed = 0;
  // Until the run has ended, the run itself is what failed.
  #failed = 1;
  #selecting = false;

  onInit(vitest: Vitest): void {
    this.#selecting = vitest.config.testNamePattern !== undefined;
    // At exit, because other reporters and teardowns still print after the run has ended.
    process.once('exit', () => this.#conclude());
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    this.#passed = 0;
    this.#failed = unhandledErrors.length;
    for (const module of modules) this.#count(module);
    if (modules.length === 0) this.#failed += 1;
  }

  #count(module: TestModule): void {
    let failed = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') this.#passed += 1;
      else if (state === 'failed') failed += 1;
      else if (!this.#selecting) {
        failed += 1;
        console.log(`Not run: ${module.relativeModuleId} > ${test.fullName}`);
      }
    }
    // A file that does not load, or whose hooks fail, has failed even where no test of it did.
    this.#failed += failed === 0 && !module.ok() ? 1 : failed;
  }

  #conclude(): void {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    if (this.#failed > 0) process.exitCode = 1;
  }
}
