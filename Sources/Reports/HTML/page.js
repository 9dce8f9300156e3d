// The list of messages: a page at a time, with filters. Everything from mail is set as text, never as markup.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const RISK = 0, SCORE = 1, SECONDS = 2, DATE = 3, DAY = 4, CHANNEL = 5, FROM = 6, FROM_ROLE = 7, TO = 8,
    MORE_TO = 9, TO_ROLES = 10, SUBJECT = 11, ID = 12, CONCERNS = 13, FINDINGS = 14, MORE_FINDINGS = 15,
    NOTES = 16, DEFECTS = 17, SOURCE = 18, OFFSET = 19, LENGTH = 20, COPIES = 21, TEXT = 22;
  // A finding in FINDINGS: rule, concern, points, place, before, match, after.
  const STEP = 7, POINTS = 2;
  // Findings of a message that are seen without unfolding.
  const UNFOLDED = 4;

  const messages = [];
  for (const block of document.querySelectorAll("script.records")) {
    for (const record of JSON.parse(block.textContent)) {
      // A copy is its original's number and its own place.
      if (record.length === 3) (messages[record[0]][COPIES] ??= []).push([record[1], record[2]]);
      else messages.push(record);
    }
    block.remove();
  }
  const filters = document.getElementById("filters");
  if (!filters || messages.length === 0) return;
  const form = filters.querySelector("form");
  const list = document.getElementById("list");
  const status = document.getElementById("status");
  const pagers = [...document.querySelectorAll("nav.pager")];
  const field = name => form.elements.namedItem(name);

  const make = (name, css, text) => {
    const element = document.createElement(name);
    if (css) element.className = css;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const count = number => number.toLocaleString("en-US");
  const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
  const named = (role, name) => role === words.roles.length - 1 ? name : `${name} (${words.roles[role].toLowerCase()})`;
  const bytes = size => size < 1000 ? counted(size, "byte")
    : size < 1e6 ? `${(size / 1000).toFixed(1)} KB` : `${(size / 1e6).toFixed(1)} MB`;

  // What can be chosen: only what some message has.
  const choices = (name, every, options) => {
    const select = field(name);
    select.append(new Option(every, ""));
    for (const [value, label] of options) {
      select.append(new Option(label.length > 70 ? label.slice(0, 69) + "…" : label, value));
    }
    select.parentElement.hidden = options.length === 0;
  };
  const has = { risk: new Set(), concern: new Set(), sender: new Set(), channel: new Set() };
  let receivers = 0;
  for (const message of messages) {
    has.risk.add(message[RISK]);
    has.sender.add(message[FROM_ROLE]);
    has.channel.add(message[CHANNEL]);
    receivers |= message[TO_ROLES];
    for (let at = 0; at < message[CONCERNS].length; at += 3) {
      if (message[CONCERNS][at + 2] > 0) has.concern.add(message[CONCERNS][at]);
    }
  }
  const byNumber = (set, names) => names.map((name, number) => [String(number), name]).filter(([number]) => set.has(Number(number)));
  choices("risk", "Any", [["3", "High"], ["2", "Medium and high"]].filter(([level]) => has.risk.has(Number(level)) && has.risk.size > 1));
  choices("concern", "Any", byNumber(has.concern, words.concerns));
  choices("rule", "Any", Object.entries(words.rules).map(([id, [about]]) => [id, about]));
  choices("clause", "Any", Object.entries(words.clauses).map(([number, title]) => [number, `${number} ${title}`]));
  choices("sender", "Anybody", byNumber(has.sender, words.roles));
  choices("recipient", "Anybody", words.roles.map((name, number) => [String(number), name]).filter(([number]) => receivers >> number & 1));
  choices("channel", "Any", byNumber(has.channel, words.channels));
  if (has.channel.size < 2) field("channel").parentElement.hidden = true;
  for (const [value, label] of [["risk", "Weightiest first"], ["new", "Newest first"], ["old", "Oldest first"], ["file", "As in the files"]]) {
    field("order").append(new Option(label, value));
  }
  for (const size of [20, 50, 100, 200]) field("size").append(new Option(String(size), size));

  // Words are looked for in what the list shows of a message.
  const text = message => message[TEXT] ??= [
    message[SUBJECT], message[FROM], ...message[TO], message[ID], message[SOURCE], ...message[FINDINGS],
  ].join(" ").toLowerCase();

  // What takes points away is no sign.
  const shows = (message, wanted) => {
    const findings = message[FINDINGS];
    for (let at = 0; at < findings.length; at += STEP) if (findings[at + POINTS] > 0 && wanted(findings[at])) return true;
    return false;
  };
  const raises = (message, concern) => {
    for (let at = 0; at < message[CONCERNS].length; at += 3) {
      if (message[CONCERNS][at] === concern && message[CONCERNS][at + 2] > 0) return true;
    }
    return false;
  };

  const orders = {
    risk: (a, b) => b[RISK] - a[RISK] || b[SCORE] - a[SCORE],
    new: (a, b) => (b[SECONDS] ?? -Infinity) - (a[SECONDS] ?? -Infinity) || 0,
    old: (a, b) => (a[SECONDS] ?? Infinity) - (b[SECONDS] ?? Infinity) || 0,
    file: () => 0,
  };

  let chosen = [];
  let page = 0;

  const choose = () => {
    const value = name => field(name).value;
    const number = name => value(name) === "" ? null : Number(value(name));
    const risk = number("risk"), concern = number("concern"), sender = number("sender"),
      recipient = number("recipient"), channel = number("channel"), rule = value("rule"), clause = value("clause"),
      since = value("since"), until = value("until"),
      wanted = value("words").toLowerCase().split(/\s+/).filter(word => word);
    chosen = messages.filter(message =>
      (risk === null || message[RISK] >= risk)
      && (concern === null || raises(message, concern))
      && (sender === null || message[FROM_ROLE] === sender)
      && (recipient === null || message[TO_ROLES] >> recipient & 1)
      && (channel === null || message[CHANNEL] === channel)
      && (!rule || shows(message, found => found === rule))
      && (!clause || shows(message, found => words.rules[found]?.[1] === clause))
      && (!since || message[DAY] >= since && message[DAY] !== "")
      && (!until || message[DAY] <= until && message[DAY] !== "")
      && wanted.every(word => text(message).includes(word)));
    const order = value("order");
    // Sorting is stable: what is equal stays as in the files.
    if (order !== "file") chosen.sort(orders[order]);
    page = 0;
    show();
  };

  const finding = (findings, at) => {
    const [rule, concern, points, place, before, match, after] = findings.slice(at, at + STEP);
    const [about, clause] = words.rules[rule] ?? [rule, ""];
    const item = make("li");
    item.append(make("p", "sign", about));
    const quote = make("blockquote"), line = make("bdi");
    line.append(before, make("mark", "", match), after);
    quote.append(line);
    const why = make("p", "why", `${place} · ${words.concerns[concern]}${clause ? `, clause ${clause}` : ""} · ${points < 0 ? "" : "+"}${points} points `);
    why.append(make("span", "rule", rule));
    item.append(quote, why);
    return item;
  };

  const article = message => {
    const level = words.levels[message[RISK]];
    const element = make("article", "message"), head = make("header");
    const risk = make("p", "risk");
    risk.append(make("span", `badge ${level}`, `${level[0].toUpperCase()}${level.slice(1)} risk`), " ",
      make("span", "score", `score ${message[SCORE]} of 100`));
    const title = make("h3");
    title.append(make("bdi", "", message[SUBJECT] || "(no subject)"));
    const route = make("p", "route", message[DATE] || "No date");
    if (message[CHANNEL] !== 0) route.append(` · ${words.channels[message[CHANNEL]]}`);
    route.append(" · ", make("bdi", "", named(message[FROM_ROLE], message[FROM] || "nobody named")), " to ");
    if (message[TO].length === 0) route.append("nobody named");
    for (let at = 0; at < message[TO].length; at += 2) {
      if (at > 0) route.append(", ");
      route.append(make("bdi", "", named(message[TO][at + 1], message[TO][at] || "nobody named")));
    }
    if (message[MORE_TO] > 0) route.append(` and ${count(message[MORE_TO])} more`);
    const concerns = [];
    for (let at = 0; at < message[CONCERNS].length; at += 3) {
      concerns.push(`${words.concerns[message[CONCERNS][at]]}: ${message[CONCERNS][at + 1]}, ${words.levels[message[CONCERNS][at + 2]]}`);
    }
    head.append(risk, title, route, make("p", "concerns", concerns.join(" · ")));
    const findings = message[FINDINGS], found = make("ul", "findings");
    for (let at = 0; at < Math.min(findings.length, UNFOLDED * STEP); at += STEP) found.append(finding(findings, at));
    element.append(head, found);
    if (findings.length > UNFOLDED * STEP) {
      const more = make("details", "more"), rest = make("ul", "findings");
      more.append(make("summary", "", counted(findings.length / STEP - UNFOLDED, "more sign")), rest);
      for (let at = UNFOLDED * STEP; at < findings.length; at += STEP) rest.append(finding(findings, at));
      element.append(more);
    }
    const lines = [...message[NOTES]];
    if (message[MORE_FINDINGS] > 0) lines.push(`${counted(message[MORE_FINDINGS], "more sign")}, of fewer points, not shown here`);
    for (const defect of message[DEFECTS]) lines.push(`Not read: ${defect}`);
    const copies = message[COPIES] ?? [];
    for (const [source, offset] of copies.slice(0, 5)) lines.push(`The same message stands in ${source}, from byte ${count(offset)}`);
    if (copies.length > 5) lines.push(`and ${count(copies.length - 5)} times more`);
    if (lines.length > 0) {
      const notes = make("ul", "notes");
      for (const line of lines) {
        const item = make("li");
        item.append(make("bdi", "", line));
        notes.append(item);
      }
      element.append(notes);
    }
    const place = make("p", "place");
    place.append(make("bdi", "", message[SOURCE]),
      `, from byte ${count(message[OFFSET])}, ${bytes(message[LENGTH])}. Message `, make("bdi", "id", message[ID]));
    element.append(place);
    return element;
  };

  const show = () => {
    const size = Number(field("size").value);
    const pages = Math.max(1, Math.ceil(chosen.length / size));
    page = Math.min(page, pages - 1);
    const part = chosen.slice(page * size, (page + 1) * size);
    list.replaceChildren(...part.map(article));
    const copies = chosen.reduce((sum, message) => sum + (message[COPIES]?.length ?? 0), 0);
    const first = page * size + 1;
    status.textContent = chosen.length === 0
      ? "No message is like that. Choose less, or show all."
      : `${count(first)} to ${count(first + part.length - 1)} of ${counted(chosen.length, "message")}`
        + (copies > 0 ? `, of which there ${copies === 1 ? "is" : "are"} ${copies === 1 ? "one copy" : `${count(copies)} copies`} more` : "");
    for (const pager of pagers) {
      pager.hidden = pages < 2;
      const back = make("button", "", "Previous"), on = make("button", "", "Next");
      back.type = on.type = "button";
      back.disabled = page === 0;
      on.disabled = page === pages - 1;
      back.addEventListener("click", () => turn(-1));
      on.addEventListener("click", () => turn(1));
      pager.replaceChildren(back, make("span", "", `Page ${count(page + 1)} of ${count(pages)}`), on);
    }
  };

  const turn = step => {
    page += step;
    show();
    const title = document.getElementById("messages-h");
    title.focus({ preventScroll: true });
    title.scrollIntoView();
  };

  let waiting = 0;
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(choose));
  form.addEventListener("change", choose);
  form.addEventListener("input", event => {
    if (event.target.name !== "words") return;
    clearTimeout(waiting);
    waiting = setTimeout(choose, 200);
  });
  for (const button of document.querySelectorAll("button.pick")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      form.reset();
      field(button.dataset.filter).value = button.dataset.value;
      // After the reset's own listener.
      setTimeout(() => {
        field(button.dataset.filter).value = button.dataset.value;
        choose();
        const title = document.getElementById("messages-h");
        title.focus({ preventScroll: true });
        title.scrollIntoView();
      });
    });
  }
  // On paper nothing can be unfolded: what was not read and the clauses' texts are printed, and what was folded is folded again.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("#read details:not([open]), #clauses details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });

  if (matchMedia("(max-width: 40rem)").matches) filters.open = false;
  filters.hidden = false;
  choose();
})();
