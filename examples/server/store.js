"use strict";
// The reports by endpoint, in memory, and in a JSON file if one is named.
const fs = require("node:fs");

module.exports = function openStore(file) {
  const reports = new Map();

  if (file && fs.existsSync(file)) {
    try {
      JSON.parse(fs.readFileSync(file, "utf8")).forEach((report) => reports.set(report.subscription.endpoint, report));
    } catch (error) {
      throw new Error(`STORE: ${file} is not a list of subscriptions (${error.message}): remove it, or name another file.`);
    }
  }

  function save() {
    if (!file) return;
    // Renaming is all or nothing: a crash while writing must not lose every subscriber.
    fs.writeFileSync(`${file}.new`, JSON.stringify([...reports.values()], null, 2));
    fs.renameSync(`${file}.new`, file);
  }

  return {
    all: () => [...reports.values()],
    get: (endpoint) => reports.get(endpoint),
    // Says whether the endpoint is new. A phone that got a new address names its old one, which is then dropped.
    put(report) {
      const isNew = !reports.has(report.subscription.endpoint);
      if (report.old) reports.delete(report.old);
      reports.set(report.subscription.endpoint, report);
      save();
      return isNew;
    },
    remove(endpoint) {
      const known = reports.delete(endpoint);
      if (known) save();
      return known;
    },
  };
};
