import { useEffect } from 'react';
import { useMessages } from '../messages.ts';

/**
 * What the document says of itself, in the language that is spoken: `index.html` says it in English.
 *
 * @param isPage whether the page itself is shown; the course has titles of its own
 */
export function useDocumentTexts(isPage: boolean): void {
  const { documentTitle, description, manifest } = useMessages();
  useEffect(() => {
    document.querySelector('meta[name="description"]')?.setAttribute('content', description);
    document.querySelector('link[rel="manifest"]')?.setAttribute('href', manifest);
  }, [description, manifest]);
  useEffect(() => {
    if (isPage) document.title = documentTitle;
  }, [isPage, documentTitle]);
}
