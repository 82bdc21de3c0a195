/** The file in a policy's folder that describes it. */
export const JSON_NAME = 'policy.json'

/** The file in a policy's folder that holds its numbers. */
export const TENSORS_NAME = 'policy.safetensors'
