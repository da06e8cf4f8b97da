const [scope, command] = arguments;
const state = Cu.getGlobalForObject(Services).kaipush;
const all = Cc["@mozilla.org/serviceworkers/manager;1"]
  .getService(Ci.nsIServiceWorkerManager)
  .getAllRegistrations();

const registrations = [];
for (let i = 0; i < all.length; i++) {
  registrations.push(all.queryElementAt(i, Ci.nsIServiceWorkerRegistrationInfo));
}
if (command == "unregister") {
  const registration = registrations.find((one) => one.scope == scope);
  if (!registration) {
    return false;
  }
  return await new Promise((resolve, reject) => {
    Cc["@mozilla.org/serviceworkers/manager;1"].getService(Ci.nsIServiceWorkerManager).unregister(
      registration.principal,
      {
        QueryInterface: ChromeUtils.generateQI(["nsIServiceWorkerUnregisterCallback"]),
        unregisterSucceeded: resolve,
        unregisterFailed: () => reject(new Error(`${scope} can't be unregistered`)),
      },
      scope,
    );
  });
}
const worker = registrations.find((one) => one.scope == scope)?.activeWorker;
if (!worker) {
  const known = registrations.map((one) => one.scope).join(", ") || "none";
  throw new Error(`no active worker has the scope ${scope}; registered: ${known}`);
}

if (command == "terminate") {
  worker.terminateWorker();
  return true;
}

// 0 as soon as the browser has given the worker up.
if (worker.lifetimeDeadline != 0) {
  return true;
}
// Its thread may live a little longer: ask the processes. Some never answer (one
// that is just ending), hence a time and not a count.
const question = ++state.lastQuestion;
const answers = [];
state.questions.set(question, answers);
Services.ppmm.broadcastAsyncMessage("kaipush:workers", question);
await new Promise((resolve) => setTimeout(resolve, 30));
state.questions.delete(question);
return answers.some((one) => one.service && one.url == worker.scriptSpec);
