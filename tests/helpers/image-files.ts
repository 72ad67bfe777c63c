import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { extract } from 'tar-stream';
import { loadSettings } from '../../src/config/load.js';
import { DockerEngine } from '../../src/engine/docker-engine.js';
import { findImage, type Image } from '../../src/engine/image.js';
import { buildTemplate } from '../../src/engine/image-build.js';
import type { ImageTemplate } from '../../src/engine/image-templates.js';
import { locateEngine } from '../../src/engine/locate.js';

/** One entry of an image's layers. Paths have no leading slash. */
export interface ImageFile {
  readonly path: string;
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly linkTarget: string;
  readonly content: Buffer;
}

/** The engine of this machine, through our own adapter. */
export async function ourEngine(): Promise<DockerEngine> {
  return new DockerEngine(await locateEngine(loadSettings()));
}

/** A template's image, built where the engine has none that is current. */
export async function currentImage(engine: DockerEngine, template: ImageTemplate): Promise<Image> {
  const settings = loadSettings();
  const found = await findImage(engine, template, settings);
  return found.state === 'current' ? found.image : buildTemplate(engine, template, settings);
}

/** Every entry of every layer, and the texts that come with them (configuration, history, manifest). */
export async function savedImage(docker: Docker, id: string): Promise<{ files: ImageFile[]; texts: string[] }> {
  const saved = await readTar((await docker.getImage(id).get()) as unknown as Readable);
  const manifest = saved.find((entry) => entry.path === 'manifest.json')!;
  const [{ Layers: layers }] = JSON.parse(manifest.content.toString()) as [{ Layers: string[] }];
  const isLayer = (entry: ImageFile): boolean => layers.includes(entry.path);
  const files: ImageFile[] = [];
  for (const layer of saved.filter(isLayer)) files.push(...(await readTar([layer.content])));
  return { files, texts: saved.filter((entry) => !isLayer(entry)).map((entry) => entry.content.toString()) };
}

async function readTar(bytes: Readable | Buffer[]): Promise<ImageFile[]> {
  const tar = extract();
  Readable.from(bytes).pipe(tar as unknown as NodeJS.WritableStream);
  const entries: ImageFile[] = [];
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    const { name, type, mode, uid, linkname } = entry.header;
    const path = name.replace(/^\.?\//, '').replace(/\/$/, '');
    const content = Buffer.concat(chunks);
    entries.push({ path, type: type ?? '', mode: mode ?? 0, uid: uid ?? 0, linkTarget: linkname ?? '', content });
  }
  return entries;
}
