// What Streamlit gives a component of ours, and what our scripts leave for each other.
type Component<Data> = (given: {
  data: [Data];
  parentElement: HTMLElement;
  setStateValue: Tell;
  setTriggerValue: Tell;
}) => (() => void) | void;

type Tell = (name: string, value: unknown) => void;

interface Window {
  __streamlit: { BACKEND_BASE_URL: string; MAIN_PAGE_BASE_URL: string; HOST_CONFIG: object };
  __story?: { passage: string };
}

interface Navigator {
  connection?: { saveData?: boolean; effectiveType?: string };
}

// What edition.js leaves for steps.js and place.js, which are sent with it.
declare function $$<T extends Element = HTMLElement>(selector: string, from?: ParentNode): T[];
declare const near: IntersectionObserver;
declare const root: HTMLElement;
// What panel.js leaves for edition.js, walk.js and picture.js, which are sent with it.
type Box = { left: number; top: number; right: number; bottom: number };
interface Panel {
  show(where: () => Box | null, name: string, shown: Node[], more?: { ringed?: boolean; later?: Promise<Node[]> }): void;
}
declare const Panel: { new (within: Element, close: string): Panel };
declare function boxOf(marks: Element[]): Box | null;
declare function markAt(event: Event, marks: HTMLElement[]): HTMLElement | undefined;
declare function copied(part: Element): Element;
declare function arriving(find: () => Element | null | undefined): Promise<Node[]>;
declare function paragraph(words: string): HTMLParagraphElement;
// What is sent with story.js.
declare function begin(): void;
