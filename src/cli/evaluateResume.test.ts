import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvaluationFolder } from './testing/evaluation.ts';
import { runUcnet } from './testing/runUcnet.ts';
import { writeScenes } from './testing/scenes.ts';

const SCENES = 12;

let folder: EvaluationFolder;

beforeAll(async () => {
  folder = await EvaluationFolder.make();
  writeScenes(folder.at('Scenes'), SCENES);
});

afterAll(() => folder.remove());

describe('ucnet evaluate, ended early', () => {
  it('continues a killed run to the same results', async () => {
    const options = ['--dataset', folder.at('Scenes'), '--samples', '2'];
    await folder.runUntil(4, 'SIGKILL', 'killed.json', ...options);
    expect(existsSync(folder.at('killed.json'))).toBe(false);

    const { code, stderr } = await folder.run('killed.json', ...options);
    expect(code, stderr).toBe(0);
    const done = Number(/Continuing: (\d+) of 12 images are done/.exec(stderr)?.[1]);
    expect(done).toBeGreaterThanOrEqual(2);
    expect(done).toBeLessThan(SCENES);
    expect(stderr).toMatch(new RegExp(`evaluate (\\d+)/${SCENES - done} `));

    await folder.run('whole.json', ...options, '--threads', '3');
    expect(folder.read('killed.json')).toEqual(folder.read('whole.json'));
  });

  it('stops on request and keeps what is done for the same options only', async () => {
    const options = ['--dataset', folder.at('Scenes')];
    const { code, stderr } = await folder.runUntil(3, 'SIGINT', 'stopped.json', ...options);
    expect(code).toBe(130);
    expect(stderr).toContain('Run the same command again to continue');

    const other = await folder.run('stopped.json', ...options, '--seed', '2');
    expect(other.code).toBe(0);
    expect(other.stderr).not.toContain('Continuing');
  });

  it('does not run twice at once into one file', async () => {
    const lock = `${folder.at('both.json.journal')}.lock`;
    writeFileSync(lock, JSON.stringify({ host: hostname(), process: process.pid }));
    const options = ['--dataset', folder.at('Scenes')];
    const { code, stdout, stderr } = await folder.run('both.json', ...options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Another run writes the same --json file (process ${process.pid}`);
    const written = readdirSync(folder.at()).filter((name) => name.startsWith('both'));
    expect(written).toEqual(['both.json.journal.lock']);
  });

  it('measures again what got more to be measured against since it was stopped', async () => {
    const count = 6;
    const set = folder.at('Growing');
    writeScenes(set, count);
    const options = ['--dataset', set, '--samples', '2'];
    const args = folder.command('growing.json', ...options);
    const journal = folder.at('growing.json.journal');
    expect((await folder.runUntil(4, 'SIGINT', 'growing.json', ...options)).code).toBe(130);
    const kept = readFileSync(journal);
    for (const [from, to] of [
      ['GT', 'GT-2'],
      ['depth', 'clean'],
    ] as const) {
      writeFileSync(journal, kept);
      cpSync(path.join(set, from), path.join(set, to), { recursive: true });
      const { code, stderr } = await runUcnet(...args);
      expect(code, stderr).toBe(0);
      expect(stderr, to).not.toContain('Continuing');
      rmSync(path.join(set, to), { recursive: true });
    }
    expect(folder.read('growing.json').depth).toMatchObject({ images: count });
    // Maps that were not asked for then are written for every picture now.
    writeFileSync(journal, kept);
    const withMaps = await runUcnet(...args, '--save-maps', folder.at('growing-maps'));
    expect(withMaps.stderr).not.toContain('Continuing');
    expect(readdirSync(folder.at('growing-maps/Growing/consensus'))).toHaveLength(count);
    // The journal is continued where nothing changed.
    writeFileSync(journal, kept);
    expect((await runUcnet(...args)).stderr).toContain('Continuing');
  });
});
