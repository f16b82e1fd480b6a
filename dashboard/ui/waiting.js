export default function ({ data, setTriggerValue }) {
  forms.session = data.session; /* another than the one in which something was typed, once a server was restarted */
  forms.askForPage = () => setTriggerValue('asked', Date.now());
}
