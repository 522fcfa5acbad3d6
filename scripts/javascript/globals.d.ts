// What Streamlit gives a component of ours, and what our scripts leave for each other.
type Component<Data> = (given: {
  data: [Data];
  parentElement: HTMLElement;
  setStateValue: Tell;
  setTriggerValue: Tell;
}) => (() => void) | void;

type Tell = (name: string, value: unknown) => void;

interface Window {
  __streamlit: { BACKEND_BASE_URL: string; MAIN_PAGE_BASE_URL: string };
  __story?: { passage: string };
}
