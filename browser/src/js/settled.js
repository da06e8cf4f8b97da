// Answers with the outcome of an earlier script, or that it still runs.
const [id] = arguments;
return Cu.getGlobalForObject(Services).kaipush.settled(id);
