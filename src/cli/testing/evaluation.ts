import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOf, runUcnet, startUcnet, type CommandResult } from './runUcnet.ts';
import { writeTinyModel } from './tinyModel.ts';

/** A line of the table. */
export interface Row {
  readonly dataset: string;
  readonly name: string;
  readonly images: number;
  readonly [score: string]: number | string;
}

export interface PerImage {
  readonly scores: { readonly single: { readonly mae: number } };
}

/** The parts of the JSON file that tests look at. */
export interface EvaluationFile {
  readonly rows: readonly Row[];
  readonly uncertainty: Readonly<Record<string, unknown>>;
  readonly near: Readonly<Record<string, unknown>>;
  readonly depth: Readonly<Record<string, number>> | null;
  readonly people: Readonly<Record<string, unknown>> | null;
  readonly latents: readonly { readonly meanChange: number; readonly changedShare: number }[];
  readonly latentsWherePeopleDisagree: readonly unknown[];
  readonly skipped: readonly { readonly image: string; readonly problem: string }[];
  readonly warnings: readonly Readonly<Record<string, string>>[];
  readonly datasets: readonly {
    readonly dataset: string;
    readonly perImage: readonly PerImage[];
    readonly people: unknown;
    readonly leftOut: readonly string[];
  }[];
}

/** A folder with a tiny model, in which `ucnet evaluate` is run. */
export class EvaluationFolder {
  private constructor(private readonly root: string) {}

  static async make(): Promise<EvaluationFolder> {
    const folder = new EvaluationFolder(mkdtempSync(path.join(tmpdir(), 'ucnet-evaluate-')));
    await writeTinyModel(folder.at('model'));
    return folder;
  }

  readonly at = (...parts: string[]): string => path.join(this.root, ...parts);

  command(json: string, ...args: string[]): string[] {
    const files = ['--json', this.at(json), '--model-dir', this.at('model')];
    // A second thread takes longer to start than it saves with so small a network.
    return ['evaluate', '--threads', '1', ...args, ...files];
  }

  run(json: string, ...args: string[]): Promise<CommandResult> {
    return runUcnet(...this.command(json, ...args));
  }

  /** Runs until so many lines are in its journal, and ends it by a signal. */
  async runUntil(
    lines: number,
    signal: 'SIGKILL' | 'SIGINT',
    json: string,
    ...args: string[]
  ): Promise<CommandResult> {
    const child = startUcnet(this.command(json, ...args));
    const ending = endOf(child);
    const journal = this.at(`${json}.journal`);
    const written = () =>
      existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length : 0;
    while (written() < lines && child.exitCode === null) await delay(2);
    child.kill(signal);
    return ending;
  }

  read(json: string): EvaluationFile {
    return JSON.parse(readFileSync(this.at(json), 'utf8')) as EvaluationFile;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
