// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import { leaveFocus } from './leaveFocus.ts';
import { mount, type Mounted } from './testing/mount.ts';

let mounted: Mounted;

const Place = ({ asks }: { asks: boolean }) => (
  <section tabIndex={-1}>
    {asks && (
      <div tabIndex={-1}>
        <button ref={leaveFocus}>Try again</button>
      </div>
    )}
    <button>Another</button>
  </section>
);
const button = (text: string) =>
  [...mounted.place.querySelectorAll('button')].find(({ textContent }) => textContent === text)!;

afterEach(() => mounted.close());

it('a button that goes away by itself leaves the focus with what stays around it', async () => {
  mounted = await mount(<Place asks />);
  button('Try again').focus();
  await mounted.show(<Place asks={false} />);
  expect(document.activeElement).toBe(mounted.place.querySelector('section'));
});

it('a button that goes away takes no focus from another', async () => {
  mounted = await mount(<Place asks />);
  button('Another').focus();
  await mounted.show(<Place asks={false} />);
  expect(document.activeElement).toBe(button('Another'));
});
