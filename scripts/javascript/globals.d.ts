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
// What is sent with story.js.
declare function begin(): void;
