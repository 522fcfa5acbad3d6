// The three figures of three.py as Observable Plot's tutorial has them.
export const figures = (Plot, { estimates, events, arrivals }, given = {}) => [
  ["Published estimates", Plot.plot({ ...given, marginLeft: 220, marks: [
    Plot.dot(estimates, { x: "high", y: "estimate_id", title: "label_en" })] })],
  ["Summits and statements", Plot.plot({ ...given, marginLeft: 120, color: { legend: false }, marks: [
    Plot.dot(events.map((d) => ({ ...d, at: new Date(d.start_date) })),
      { x: "at", y: "kind", stroke: "rights_raised", title: "title_en" })] })],
  ["Arrivals in the South", Plot.plot({ ...given, marks: [
    Plot.barY(arrivals, { x: "period", y: "value" })] })],
];
