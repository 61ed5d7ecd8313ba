import { CutOutSession } from './cutOutSession.ts';
import { serveOwn } from './ownWorker.ts';
import type { SourceFile } from './protocol.ts';

// The first file of the worker that cuts out.
serveOwn((photo: SourceFile) => CutOutSession.open(photo));
