import type { ReactNode } from 'react';
import { mount, type Mounted } from '../../parts/testing/mount.ts';
import { PageContext, type Page } from '../usePage.ts';

/** Renders a part of the page within a visit. Needs the environment `jsdom`. */
export async function mountOnPage(page: Page, content: ReactNode): Promise<Mounted> {
  const within = (part: ReactNode) => <PageContext value={page}>{part}</PageContext>;
  const mounted = await mount(within(content));
  return { ...mounted, show: (next) => mounted.show(within(next)) };
}
