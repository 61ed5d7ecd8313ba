/** A file's name without folders and without its extension. */
export function stemOf(path: string): string {
  return path.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
}

/** Files of several folders that belong together because only their extensions differ. */
export interface StemMatch<Role extends string> {
  readonly stem: string;
  readonly files: Readonly<Record<Role, string>>;
}

/** Stems that cannot be matched, and why. */
export interface Unmatched<Role extends string> {
  readonly stem: string;
  /** Roles of which there is no such file. */
  readonly missing: readonly Role[];
  /** Files of one role that share the stem. */
  readonly ambiguous: readonly string[];
}

export interface Matching<Role extends string> {
  /** In the order of their stems. */
  readonly matches: readonly StemMatch<Role>[];
  readonly unmatched: readonly Unmatched<Role>[];
}

/** Numbers inside names count as numbers, so that 9 comes before 10. */
const ORDER = new Intl.Collator('en', { numeric: true });

/**
 * Matches files by name without extension.
 *
 * @param folders the file names of each role; every role is needed for a match
 */
export function matchStems<Role extends string>(
  folders: Readonly<Record<Role, readonly string[]>>,
): Matching<Role> {
  const roles = Object.keys(folders) as Role[];
  const found = new Map<string, Map<Role, string[]>>();
  for (const role of roles) {
    for (const file of folders[role]) {
      const stem = stemOf(file);
      const byRole = found.get(stem) ?? new Map<Role, string[]>();
      byRole.set(role, [...(byRole.get(role) ?? []), file]);
      found.set(stem, byRole);
    }
  }
  const matches: StemMatch<Role>[] = [];
  const unmatched: Unmatched<Role>[] = [];
  for (const [stem, byRole] of [...found].sort(
    ([a], [b]) => ORDER.compare(a, b) || (a < b ? -1 : 1),
  )) {
    const missing = roles.filter((role) => !byRole.has(role));
    const ambiguous = [...byRole.values()].filter((files) => files.length > 1).flat();
    if (missing.length > 0 || ambiguous.length > 0) {
      unmatched.push({ stem, missing, ambiguous });
      continue;
    }
    const files = Object.fromEntries(roles.map((role) => [role, byRole.get(role)![0]!]));
    matches.push({ stem, files: files as Record<Role, string> });
  }
  return { matches, unmatched };
}
