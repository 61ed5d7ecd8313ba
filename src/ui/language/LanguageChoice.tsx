import { useCommonMessages } from '../common/commonTexts.ts';
import { Icon } from '../parts/Icon.tsx';
import { useSpeech } from './catalogue.ts';
import { ALL_LANGUAGES, LANGUAGES, languageOfTag } from '../../languages/languages.ts';
import { switchLanguage } from './visitorLanguage.ts';

/** Which language the page speaks, for the header: each by its own name, and on a phone behind an icon. */
export function LanguageChoice() {
  const words = useCommonMessages().language;
  const { language, missing } = useSpeech();
  return (
    <>
      <span className="language-place">
        <Icon name="language" />
        <select
          className="language-choice"
          aria-label={words.label}
          title={words.label}
          value={language}
          onChange={(event) => {
            const chosen = languageOfTag(event.target.value);
            if (chosen !== null) void switchLanguage(chosen);
          }}
        >
          {ALL_LANGUAGES.map((each) => (
            <option key={each} value={each} lang={each}>
              {LANGUAGES[each]}
            </option>
          ))}
        </select>
      </span>
      <span className="copy-status" role="status">
        {missing !== null && <span>{words.unavailable(LANGUAGES[missing])}</span>}
      </span>
    </>
  );
}
