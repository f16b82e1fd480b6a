export default function ({ setTriggerValue }) {
  forms.askForPage = () => setTriggerValue('asked', Date.now());
}
