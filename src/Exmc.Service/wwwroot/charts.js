// The charts of a sensor: its readings in the bands of their forecasts, and its parameters over the refits.
const probe = document.createElement("i");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

// Canvas knows no variables: a hidden element tells their colours in this theme.
function colour(name) {
  if (!probe.isConnected) { probe.hidden = true; document.body.append(probe); }
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

const axes = () => { const stroke = colour("grey"), grid = { stroke: colour("grid"), width: 1 }; return [{ stroke, grid, ticks: grid }, { stroke, grid, ticks: grid, size: 62 }]; };
const clean = value => value === null || value === undefined || !Number.isFinite(Number(value)) ? null : Number(value);
const show = (u, value) => value === null || value === undefined ? "–" : String(+value.toPrecision(5));
// A band is one line of the legend: its lower end is the next series.
const between = (u, high, series, at) => high === null || high === undefined || at === null ? "–" : `${show(u, u.data[series + 1][at])} to ${show(u, high)}`;
const seconds = at => Date.parse(at) / 1000;

/** Columns: time, 99 % up and down, 90 %, 50 %, reading, surprising. The forecast is the last place, without a reading. */
export function columns(points, next) {
  const rows = points.map(p => [seconds(p.time), p.upper99, p.lower99, p.upper, p.lower, p.upper50, p.lower50, p.value, p.isSurprising ? p.value : null]);
  if (next) rows.push([seconds(next.time), next.bands.upper99, next.bands.lower99, next.upper, next.lower, next.bands.upper50, next.bands.lower50, null, null]);
  return Array.from({ length: 9 }, (_, k) => rows.map(row => clean(row[k])));
}

// Alarms are spans behind the readings, with an edge where they opened; the forecast stands to the right of its line.
function marks(alarms, next) {
  return u => {
    const { ctx, bbox } = u, x = t => Math.min(bbox.left + bbox.width, Math.max(bbox.left, u.valToPos(t, "x", true)));
    ctx.save();
    for (const alarm of alarms()) {
      const from = x(seconds(alarm.opened)), to = alarm.closed ? x(seconds(alarm.closed)) : bbox.left + bbox.width;
      if (to <= bbox.left || from >= bbox.left + bbox.width) continue;
      ctx.fillStyle = colour("alarm-back");
      ctx.fillRect(from, bbox.top, Math.max(2, to - from), bbox.height);
      ctx.fillStyle = colour("alarm");
      ctx.fillRect(from, bbox.top, 2, bbox.height);
    }
    if (next()) {
      const now = x((seconds(next().time) + (u.data[0].at(-2) ?? seconds(next().time))) / 2);
      ctx.strokeStyle = colour("grey");
      ctx.setLineDash([4, 4]);
      ctx.beginPath(); ctx.moveTo(now, bbox.top); ctx.lineTo(now, bbox.top + bbox.height); ctx.stroke();
    }
    ctx.restore();
  };
}

export function readingsChart(box, data, alarms, next) {
  const none = { width: 0, points: { show: false } }, band = (label, fill) => [{ ...none, label, stroke: fill, value: between }, { ...none, label: `${label} low`, stroke: fill }];
  return new uPlot({
    width: Math.max(300, box.clientWidth), height: 340, tzDate: at => uPlot.tzDate(new Date(at * 1000), zone), axes: axes(), cursor: { focus: { prox: 30 } },
    scales: { y: { range: (u, low, high) => { const pad = 0.06 * (high - low || 1); return [low - pad, high + pad]; } } },
    bands: [{ series: [1, 2], fill: colour("band99") }, { series: [3, 4], fill: colour("band90") }, { series: [5, 6], fill: colour("band50") }],
    series: [{ label: "time" }, ...band("99 %", colour("band99")), ...band("90 %", colour("band90")), ...band("50 %", colour("band50")),
      { label: "reading", stroke: colour("text"), width: 1.4, points: { show: false }, value: show },
      { label: "surprising", stroke: colour("alarm"), fill: colour("alarm"), paths: () => null, points: { show: true, size: 8, fill: colour("alarm") }, value: show }],
    hooks: { drawClear: [marks(alarms, next)] },
  }, data, box);
}

/** One small chart per parameter: posterior mean and 90 % interval of each refit; cold fits are marked. */
export function driftChart(box, fits, name) {
  const at = fits.map(fit => fit.number), pick = part => fits.map(fit => clean(fit.detail?.parameters.find(one => one.name === name)?.[part]));
  const mean = pick("mean");
  return new uPlot({
    width: Math.max(180, box.clientWidth), height: 130, legend: { show: false }, cursor: { show: false }, axes: axes().map((axis, k) => ({ ...axis, size: k ? 46 : 26, space: k ? 28 : 50, ...(k ? {} : { incrs: [1, 2, 5, 10, 20, 50, 100] }) })),
    scales: { x: { time: false, range: (u, low, high) => low === high ? [low - 1, high + 1] : [low, high] } },
    bands: [{ series: [1, 2], fill: colour("band90") }],
    series: [{}, { width: 0, stroke: colour("band90"), points: { show: false } }, { width: 0, stroke: colour("band90"), points: { show: false } }, { stroke: colour("text"), width: 1.4, points: { show: fits.length < 30, size: 4 } },
      { stroke: colour("warn"), paths: () => null, points: { show: true, size: 7, fill: colour("warn") } }],
  }, [at, pick("upper"), pick("lower"), mean, mean.map((value, k) => fits[k].rung === "Cold" ? value : null)], box);
}
