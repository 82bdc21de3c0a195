// Workers as ES modules: a worker that loads code when it needs it, as for a robot, is none of the default format.
export default { worker: { format: 'es' } }
