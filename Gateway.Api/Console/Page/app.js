// The console's first page: agents and their posts, live. Everything that comes from outside is set as text, never as markup.

const $ = id => document.getElementById(id);

const state = {
  agents: new Map(),
  posts: new Map(),
  agentsCursor: null,
  postsCursor: null,
  filter: null,
  stream: null,
  status: null,
};

// --- Talking to the gateway -------------------------------------------------------------------------------------------------

class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `The gateway answered ${status}.`);
    this.status = status;
    this.code = problem?.code ?? "";
  }
}

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin",
  });
  const json = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) {
    if (response.status === 401 && path !== "/login") showSignIn();
    throw new Refusal(response.status, json);
  }
  return json;
}

async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    // Nobody answered: the page says so in one place, until somebody does.
    if (!(error instanceof Refusal)) lost();
    else if (error.status !== 401) note(error.message);
    return null;
  }
}

// --- Small building blocks ---------------------------------------------------------------------------------------------------

function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

function pill(word, kind, title) {
  const node = el("span", `pill ${kind ?? ""}`, word);
  if (title) node.title = title;
  return node;
}

function button(word, className, onClick, label) {
  const node = el("button", className, word);
  node.type = "button";
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("click", async event => {
    event.stopPropagation();
    node.disabled = true;
    try { await onClick(); } finally { node.disabled = false; }
  });
  return node;
}

function avatar(id, name) {
  const letters = name.split(/\s+/).filter(Boolean).slice(0, 2).map(word => [...word][0]).join("").toUpperCase();
  const node = el("span", "avatar", letters || "?");
  let hue = 0;
  for (const letter of id) hue = (hue * 31 + letter.codePointAt(0)) % 360;
  node.style.setProperty("--hue", hue);
  node.setAttribute("aria-hidden", "true");
  return node;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

function ago(date) {
  const seconds = (date - Date.now()) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return seconds <= 0 ? "just now" : "in moments";
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86400) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86400), "day");
}

function time(iso) {
  const node = el("time", "", ago(new Date(iso)));
  node.dateTime = iso;
  node.title = new Date(iso).toLocaleString();
  return node;
}

/** What is overdue (after an outage late posts are spread out) is due, not "ago". */
function nextDue(iso) {
  if (!iso) return el("span", "", "nothing due");
  return new Date(iso) <= Date.now() ? el("span", "", "due") : el("span", "", "next ", time(iso));
}

function note(text, kind) {
  const node = el("div", `notice ${kind ?? "bad"}`, el("span", "", text), button("Close", "quiet", () => node.remove()));
  $("notices").append(node);
}

// --- Words ----------------------------------------------------------------------------------------------------------------------

const statuses = {
  active: ["active", "good"],
  paused: ["paused", "warn"],
  needs_account: ["needs account", "bad"],
  killed: ["stopped", "bad"],
  deleted: ["deleted", ""],
};

const modes = {
  live: ["publishes", "accent", "Posts are sent to the agent's world"],
  review: ["review", "warn", "Posts wait for your approval"],
  dry_run: ["dry run", "", "Posts are recorded and never sent"],
};

const outcomes = {
  planned: ["writing", "accent"],
  held: ["waits for you", "warn"],
  attempting: ["sending", "accent"],
  confirmed: ["posted", "good"],
  failed: ["failed", "bad"],
  unknown: ["in doubt", "bad"],
  cancelled: ["cancelled", ""],
  abandoned: ["abandoned", ""],
  dry_run: ["dry run", ""],
};

function world(id) {
  const live = id === "live";
  return [live ? "live" : "emulated", live ? "bad" : "", live ? "Real people see this" : "A built-in emulator on this machine"];
}

function moodWord(mood) {
  if (mood.arousal >= 0.6) return mood.valence >= 0.2 ? "excited" : mood.valence <= -0.2 ? "upset" : "alert";
  if (mood.valence >= 0.2) return mood.arousal <= 0.3 ? "content" : "cheerful";
  if (mood.valence <= -0.2) return mood.arousal <= 0.3 ? "gloomy" : "uneasy";
  return "calm";
}

function moodPlot(mood) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const make = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    svg.append(node);
  };
  svg.setAttribute("width", "18");
  svg.setAttribute("height", "18");
  make("rect", { x: 0.5, y: 0.5, width: 17, height: 17, rx: 4 });
  make("path", { d: "M9 3v12M3 9h12" });
  make("circle", { cx: 9 + 6 * mood.valence, cy: 15 - 12 * mood.arousal, r: 2.6 });
  const node = el("span", "mood", svg, moodWord(mood));
  node.title = `valence ${mood.valence.toFixed(2)}, arousal ${mood.arousal.toFixed(2)}, dominance ${mood.dominance.toFixed(2)}`;
  return node;
}

// --- Agents ---------------------------------------------------------------------------------------------------------------------

function agentCard(agent) {
  const [statusWord, statusKind] = statuses[agent.status] ?? [agent.status, ""];
  const paused = agent.status === "paused";
  const choose = () => filterBy(state.filter === agent.id ? null : agent.id);
  const name = button("", "choose", choose, `Posts of ${agent.name}`);
  name.append(el("b", "", agent.name));
  name.setAttribute("aria-pressed", String(state.filter === agent.id));
  const word = paused ? "Resume" : "Pause";
  const card = el("li", "card",
    el("div", "who",
      avatar(agent.id, agent.name),
      el("div", "names", name, el("div", "handle", agent.handle ? `@${agent.handle}` : agent.id)),
      agent.status === "active" || paused
        ? button(word, "", () => attempt(async () => show(await call("POST", `/v1/agents/${encodeURIComponent(agent.id)}/${word.toLowerCase()}`))), `${word} ${agent.name}`)
        : null),
    agent.description ? el("p", "description", agent.description) : null,
    el("div", "pills",
      pill(statusWord, statusKind, agent.status_reason),
      pill(...(modes[agent.publish] ?? [agent.publish])),
      agent.world ? pill(...world(agent.world)) : null),
    agent.last_post_text ? el("p", "last", agent.last_post_text) : null,
    el("div", "facts",
      moodPlot(agent.mood),
      nextDue(agent.next_due),
      el("span", "", `${agent.post_count} post${agent.post_count === 1 ? "" : "s"}`)));
  card.dataset.chosen = String(state.filter === agent.id);
  // The whole card is a target for a pointer; a keyboard has the name.
  card.addEventListener("click", choose);
  return card;
}

function show(agent) {
  state.agents.set(agent.id, agent);
  renderAgents();
}

function renderAgents() {
  const focused = document.activeElement?.closest?.(".card");
  const label = focused && document.activeElement.classList.contains("choose") ? ".choose" : "button:not(.choose)";
  const agents = [...state.agents.values()].sort((a, b) => a.name.localeCompare(b.name));
  $("agents").replaceChildren(...agents.map(agent => {
    const card = agentCard(agent);
    card.dataset.id = agent.id;
    return card;
  }));
  if (focused) $("agents").querySelector(`[data-id="${CSS.escape(focused.dataset.id)}"] ${label}`)?.focus();
  const total = Object.values(state.status?.agents ?? {}).reduce((sum, count) => sum + count, 0) - (state.status?.agents?.deleted ?? 0);
  const count = String(Math.max(total, agents.length));
  $("agent-count").textContent = count;
  $("agent-count-tab").textContent = count;
  $("more-agents").hidden = !state.agentsCursor;
}

async function loadAgents(more) {
  const page = await call("GET", `/v1/agents?limit=100${more && state.agentsCursor ? `&cursor=${encodeURIComponent(state.agentsCursor)}` : ""}`);
  // A refresh of the first page leaves what was loaded behind it.
  if (more || state.agentsCursor === null || state.agents.size <= 100) state.agentsCursor = page.next;
  if (!more && !page.next) state.agents.clear();
  for (const agent of page.items) state.agents.set(agent.id, agent);
  renderAgents();
}

// --- Posts ----------------------------------------------------------------------------------------------------------------------

function postCard(post, fresh) {
  const agent = state.agents.get(post.agent_id);
  const name = agent?.name ?? post.agent_id;
  const [word, kind] = outcomes[post.status] ?? [post.status, ""];
  const node = el("li", `post${fresh ? " fresh" : ""}${["failed", "cancelled", "abandoned"].includes(post.status) ? " faint" : ""}`,
    el("div", "who",
      avatar(post.agent_id, name),
      el("div", "names", el("b", "", name), " ", el("span", "handle", agent?.handle ? `@${agent.handle}` : "")),
      time(post.at)),
    el("p", "text", post.text || "…"),
    el("div", "pills",
      pill(word, kind),
      pill(...world(post.world === "live" || post.world?.startsWith("live") ? "live" : "emulated")),
      ["reply", "quote", "like", "repost"].includes(post.kind) ? pill(post.kind) : null,
      post.thread ? pill(`${post.thread.part} of ${post.thread.of}`) : null,
      post.media_ids ? pill(`${post.media_ids.length} media`) : null,
      post.kind === "delete" ? pill("deletion") : null),
    post.poll ? el("p", "detail", `Poll: ${post.poll.options.join(" / ")} (${post.poll.duration_minutes} min)`) : null,
    post.detail && post.status !== "confirmed" ? el("p", "detail", post.detail) : null,
    post.status === "held"
      ? el("div", "row",
        button("Approve", "primary", () => review(post, "approve"), `Approve the post of ${name}`),
        button("Reject", "", () => review(post, "reject"), `Reject the post of ${name}`))
      : null);
  return node;
}

async function review(post, verdict) {
  const changed = await attempt(() => call("POST", `/v1/effects/${encodeURIComponent(post.effect_id)}/${verdict}`));
  if (changed) {
    keep(changed);
    renderPosts();
  }
}

function keep(post) {
  const known = state.posts.get(post.effect_id);
  if (!known || new Date(known.updated_at) <= new Date(post.updated_at)) state.posts.set(post.effect_id, post);
}

function renderPosts(fresh) {
  const posts = [...state.posts.values()]
    .filter(post => post.text || post.status !== "planned")
    .filter(post => !state.filter || post.agent_id === state.filter)
    .sort((a, b) => new Date(b.at) - new Date(a.at) || b.effect_id.localeCompare(a.effect_id));
  $("posts").replaceChildren(...posts.map(post => postCard(post, fresh?.has(post.effect_id))));
  $("no-posts").hidden = posts.length > 0;
  $("more-posts").hidden = !state.postsCursor;
  const agent = state.filter && state.agents.get(state.filter);
  $("posts-title").textContent = agent ? `Posts of ${agent.name}` : "Posts";
  $("clear-filter").hidden = !state.filter;
  renderMention(agent);
}

/** The box "mention this agent": only for the chosen one, and only where nobody real is on the other side. */
function renderMention(agent) {
  const emulated = Boolean(agent) && Boolean(state.status) && !state.status.worlds.x.startsWith("live") && agent.world.startsWith("emulated");
  $("mention").hidden = !emulated;
  if (emulated) $("mention-label").textContent = `Mention ${agent.name} as @visitor`;
}

async function mention() {
  const id = state.filter;
  const sent = await attempt(() => call("POST", `/v1/agents/${encodeURIComponent(id)}/mention`, { text: $("mention-text").value.trim() }));
  if (!sent) return;
  $("mention-text").value = "";
  $("mention-hint").textContent = `Sent to @${sent.to}. Its answer appears here if it gives one.`;
}

async function loadPosts(more) {
  const asked = state.filter;
  const agent = asked ? `&agent=${encodeURIComponent(asked)}` : "";
  const cursor = more && state.postsCursor ? `&cursor=${encodeURIComponent(state.postsCursor)}` : "";
  const page = await call("GET", `/v1/effects?limit=50${agent}${cursor}`);
  if (asked !== state.filter) return;
  state.postsCursor = page.next;
  page.items.forEach(keep);
  renderPosts();
}

function filterBy(id) {
  state.filter = id;
  state.postsCursor = null;
  for (const card of $("agents").children) {
    card.dataset.chosen = String(card.dataset.id === id);
    card.querySelector(".choose").setAttribute("aria-pressed", card.dataset.chosen);
  }
  renderPosts();
  attempt(() => loadPosts());
  if (id) view("posts");
}

// --- Status ---------------------------------------------------------------------------------------------------------------------

function renderStatus() {
  const status = state.status;
  const worlds = { X: status.worlds.x, Models: status.worlds.llm, Solana: status.worlds.solana };
  $("worlds").replaceChildren(...Object.entries(worlds).map(([vendor, id]) => {
    const [word, kind, title] = world(id.startsWith("live") ? "live" : "emulated");
    return el("li", "", pill(`${vendor}: ${word}`, kind, title));
  }));
  $("stop").hidden = false;
  $("stop").textContent = status.kill_switch.all ? "Release" : "Stop everything";
  const items = status.attention.map(item => {
    const node = el("div", `notice${item.code === "stopped" ? " bad" : ""}`, el("span", "", item.detail), el("code", "", item.command));
    node.dataset.attention = "true";
    return node;
  });
  for (const old of [...$("notices").children].filter(node => node.dataset.attention)) old.remove();
  $("notices").prepend(...items);
}

async function loadStatus() {
  state.status = await call("GET", "/v1/status");
  renderStatus();
  const usage = await call("GET", "/v1/usage");
  // A ceiling that nobody reaches, as in the emulated world, is none.
  const ceiling = usage.llm.ceiling_usd < 100000 ? ` of $${usage.llm.ceiling_usd.toFixed(2)}` : "";
  $("spent").textContent = `models today $${usage.llm.spent_usd.toFixed(2)}${ceiling}`;
}

async function toggleStop() {
  const stopped = !state.status.kill_switch.all;
  if (!(await confirm(
    stopped ? "Stop everything?" : "Release the kill switch?",
    stopped ? "No agent sends anything more until it is released. Posts that are on their way end." : "All agents go on with their schedules.",
    stopped ? "Stop everything" : "Release"))) return;
  await attempt(() => call("POST", "/v1/kill-switch", { target: "all", stopped, reason: "by the console" }));
  await attempt(refresh);
}

function confirm(title, text, yes) {
  $("confirm-title").textContent = title;
  $("confirm-text").textContent = text;
  $("confirm-yes").textContent = yes;
  const dialog = $("confirm");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

// --- The stream ------------------------------------------------------------------------------------------------------------------

const kinds = ["agent.definition", "agent.status", "effect.planned", "effect.drafted", "effect.held", "effect.reviewed", "effect.attempt", "effect.outcome", "effect.ended", "encounter.decided", "schedule.skipped", "account.foreign_posts"];

let refreshing = null;

/** Reads lists again, at most once in two seconds however much happens. */
function refreshSoon() {
  refreshing ??= setTimeout(async () => {
    refreshing = null;
    await attempt(() => Promise.all([loadAgents(), loadStatus()]));
  }, 2000);
}

function live(word, value) {
  $("live").dataset.state = value;
  $("live-word").textContent = word;
}

/** The engine does not answer: what is shown is kept, and may be old. */
function lost() {
  live("reconnecting", "lost");
  $("offline").hidden = false;
}

function found() {
  live("live", "on");
  $("offline").hidden = true;
}

function listen() {
  state.stream?.close();
  const stream = state.stream = new EventSource("/v1/stream");
  let interrupted = false;
  stream.addEventListener("open", () => {
    found();
    // What happened meanwhile is read once; the stream goes on from here.
    if (interrupted) attempt(refresh);
    interrupted = false;
  });
  stream.addEventListener("error", () => {
    interrupted = true;
    lost();
    // While the connection cannot be made the browser tries again by itself; where the gateway refused, the session may have ended.
    if (stream.readyState === EventSource.CLOSED) setTimeout(begin, 3000);
  });
  for (const kind of kinds) {
    stream.addEventListener(kind, event => {
      const item = JSON.parse(event.data);
      if (item.effect) {
        const known = state.posts.has(item.effect.effect_id);
        keep(item.effect);
        renderPosts(known ? undefined : new Set([item.effect.effect_id]));
      }
      refreshSoon();
    });
  }
  stream.addEventListener("gap", () => attempt(refresh));
}

// --- Beginning ------------------------------------------------------------------------------------------------------------------

async function refresh() {
  await loadStatus();
  await loadAgents();
  await loadPosts();
}

function view(name) {
  $("main").dataset.view = name;
  for (const tab of document.querySelectorAll(".tabs button")) tab.setAttribute("aria-pressed", String(tab.dataset.view === name));
}

function showSignIn(reason) {
  state.stream?.close();
  live("signed out", "off");
  $("offline").hidden = true;
  $("main").hidden = true;
  $("stop").hidden = true;
  $("signin").hidden = false;
  if (reason) $("signin-reason").textContent = reason;
}

/** Reads everything and listens; comes back until the engine answers. */
async function begin() {
  $("signin").hidden = true;
  try {
    await refresh();
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return;
    lost();
    setTimeout(begin, 3000);
    return;
  }
  $("main").hidden = false;
  listen();
}

async function exchange(code) {
  try {
    await call("POST", "/login", { code });
    history.replaceState(null, "", "/");
    await begin();
  } catch (error) {
    history.replaceState(null, "", "/");
    showSignIn(error instanceof Refusal ? error.message : "The engine does not answer. Start it by ./puppet up, then follow the link that it prints.");
  }
}

$("signin-form").addEventListener("submit", event => {
  event.preventDefault();
  const value = $("code").value.trim();
  $("code").value = "";
  // A whole link is taken as well as its code.
  exchange(value.includes("code=") ? new URLSearchParams(value.slice(value.indexOf("?") + 1)).get("code") : value);
});
$("stop").addEventListener("click", toggleStop);
$("more-agents").addEventListener("click", () => attempt(() => loadAgents(true)));
$("more-posts").addEventListener("click", () => attempt(() => loadPosts(true)));
$("clear-filter").addEventListener("click", () => filterBy(null));
$("mention").addEventListener("submit", async event => {
  event.preventDefault();
  $("mention-send").disabled = true;
  try { await mention(); } finally { $("mention-send").disabled = false; }
});
for (const tab of document.querySelectorAll(".tabs button")) tab.addEventListener("click", () => view(tab.dataset.view));
setInterval(() => {
  for (const node of document.querySelectorAll("time")) node.textContent = ago(new Date(node.dateTime));
}, 15000);

view("posts");
const code = new URLSearchParams(location.search).get("code");
if (code) exchange(code); else begin();
