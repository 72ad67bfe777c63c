/** The images that strategies are written for and run in, the default first. */
export const IMAGE_NAMES = ['python313', 'python311'] as const;

export type ImageName = (typeof IMAGE_NAMES)[number];

export const DEFAULT_IMAGE: ImageName = IMAGE_NAMES[0];
