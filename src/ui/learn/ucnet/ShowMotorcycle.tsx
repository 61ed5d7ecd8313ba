import { useLearnMessages } from '../messages/messages.ts';
import type { UcNetProps } from './fields.ts';

/** The sample whose depth has holes, and which has a ground truth. */
const MOTORCYCLE = 'motorcycle';

/** Leads to a picture on which all of the chapter can be seen. */
export function ShowMotorcycle({ change }: Pick<UcNetProps, 'change'>) {
  const words = useLearnMessages().ucnet;
  return (
    <div className="lab-row">
      <button type="button" className="button" onClick={() => change({ picture: MOTORCYCLE })}>
        {words.showMotorcycle}
      </button>
    </div>
  );
}
