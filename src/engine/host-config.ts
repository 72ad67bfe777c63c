/** Everything the engine is told when a sandbox is created: the body of its create call. */
export interface ContainerSettings {
  readonly Image: string;
  readonly HostConfig: Readonly<Record<string, unknown>>;
}
