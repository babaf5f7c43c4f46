// An agent for node:https that goes through an HTTPS_PROXY; no packages needed. Node 24 and later read
// HTTPS_PROXY themselves when NODE_USE_ENV_PROXY=1 is set; with the package undici, its ProxyAgent does it
// for fetch.
import http from "node:http";
import https from "node:https";
import tls from "node:tls";

export class ProxyAgent extends https.Agent {
  constructor(proxy, options = {}) {
    super(options);
    this.proxy = new URL(proxy);
  }

  createConnection(options, done) {
    const target = `${options.host}:${options.port || 443}`;
    const { hostname, port } = this.proxy;
    http
      .request({ host: hostname, port, method: "CONNECT", path: target, headers: { Host: target } })
      .on("connect", (answer, socket) => {
        if (answer.statusCode !== 200) {
          socket.destroy();
          done(new Error(`the proxy refuses ${target}: ${answer.statusCode}`));
          return;
        }
        done(null, tls.connect({ ...options, socket, servername: options.servername ?? options.host }));
      })
      .on("error", done)
      .end();
  }
}
