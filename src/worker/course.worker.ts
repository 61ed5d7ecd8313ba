import { startBackend } from './backend.ts';
import { type CourseAddresses, CourseSession } from './courseSession.ts';
import { browserSources } from './modelFiles.ts';
import { serveOwn } from './ownWorker.ts';

// The first file of the worker of the course.

/** @param plain computes in plain JavaScript, as `?backend=cpu` asks for */
async function openCourse(addresses: CourseAddresses, plain: boolean): Promise<CourseSession> {
  // As after a GPU that failed: layers are looked at one by one, which wasm does without compiling anything.
  await startBackend(plain ? 'cpu' : null, 'webgpu-failed');
  return new CourseSession(addresses, browserSources);
}

serveOwn(openCourse);
