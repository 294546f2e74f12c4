declare module '*/dist/waiting-room/client.js' {
  const text: string;
  export default text;
}
