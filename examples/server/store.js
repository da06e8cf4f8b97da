"use strict";
// The reports by endpoint, in memory, and in a JSON file if one is named.
const fs = require("node:fs");

module.exports = function openStore(file) {
  let reports = new Map();

  if (file && fs.existsSync(file)) {
    try {
      JSON.parse(fs.readFileSync(file, "utf8")).forEach((report) => reports.set(report.subscription.endpoint, report));
    } catch (error) {
      throw new Error(`STORE: ${file} is not a list of subscriptions (${error.message}): remove it, or name another file.`);
    }
  }

  function save(changed) {
    if (!file) return;
    // Renaming is all or nothing: a crash while writing must not lose every subscriber.
    fs.writeFileSync(`${file}.new`, JSON.stringify([...changed.values()], null, 2));
    fs.renameSync(`${file}.new`, file);
  }

  // What could not be written has not happened: whoever is answered 500 tries again, and then it is still new.
  function change(edit) {
    const changed = new Map(reports);
    edit(changed);
    save(changed);
    reports = changed;
  }

  return {
    all: () => [...reports.values()].filter((report) => !report.gone),
    get: (endpoint) => (reports.get(endpoint)?.gone ? undefined : reports.get(endpoint)),
    // Says whether the endpoint is new. A phone that got a new address names those it had, which are then dropped; the
    // app's values move from them to the new one. The same report twice changes nothing.
    put({ older = [], ...report }) {
      const { endpoint } = report.subscription;
      const isNew = !reports.has(endpoint);
      const before = [...older, report.old, endpoint].map((known) => reports.get(known)).filter(Boolean);
      const values = Object.assign({}, ...before.map((known) => known.values));
      change((changed) => {
        [...older, report.old].filter((known) => known !== endpoint).forEach((known) => changed.delete(known));
        changed.set(endpoint, { ...report, values });
      });
      return isNew;
    },
    // Nothing can be sent to these endpoints any more. What is kept beside one waits for the phone's next one, which
    // names it as the one before.
    bury(endpoints) {
      // While the push was on its way, the phone may have brought its next one, or unsubscribed.
      const gone = endpoints.filter((endpoint) => reports.has(endpoint));
      if (gone.length === 0) return;
      change((changed) => gone.forEach((endpoint) => changed.set(endpoint, { ...reports.get(endpoint), gone: true })));
    },
    isGone: (endpoint) => Boolean(reports.get(endpoint)?.gone),
    // The app's values, beside the subscription; null removes one.
    set(endpoint, values) {
      const report = reports.get(endpoint);
      if (!report || report.gone) return false;
      const all = Object.entries({ ...report.values, ...values });
      const kept = Object.fromEntries(all.filter(([, value]) => value !== null));
      change((changed) => changed.set(endpoint, { ...report, values: kept }));
      return true;
    },
    remove(endpoint) {
      if (!reports.has(endpoint)) return false;
      change((changed) => changed.delete(endpoint));
      return true;
    },
  };
};
