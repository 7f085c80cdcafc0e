/** What the chart has a panel for: the kinds of a board that brings none of its own. */
export const chartKinds = ['registration', 'arrest', 'update'] as const;
export type ChartKind = (typeof chartKinds)[number];
