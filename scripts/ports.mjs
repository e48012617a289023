// @ts-check
import { createServer } from 'node:http';

/**
 * A port of 127.0.0.1 that is free right now.
 * @returns {Promise<number>}
 */
export async function freePort() {
  const server = createServer();
  const port = await listen(server, '127.0.0.1', 0);
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * Lets a server listen on a port, or on the next one that is free.
 * @param {import('node:http').Server} server
 * @param {string} host
 * @param {number} port
 * @param {number} tries how many ports to try, 1 for that one or none
 * @returns {Promise<number>} the port it listens on
 * @throws where no port can be had, or the host is not an address of this machine
 */
export async function listenOnFreePort(server, host, port, tries) {
  const last = Math.min(port + tries - 1, 65535);
  for (let candidate = port; candidate <= last; candidate++) {
    try {
      return await listen(server, host, candidate);
    } catch (error) {
      const { code = 'unknown error' } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'EADDRINUSE') {
        throw new Error(
          `${host}:${candidate}: cannot listen there, got ${code}; choose another HOST or PORT`,
        );
      }
    }
  }
  throw new Error(
    `PORT: taken on ${host}, got ${port}${last > port ? ` to ${last}` : ''}; choose another PORT`,
  );
}

/**
 * @param {import('node:http').Server} server
 * @param {string} host
 * @param {number} port
 * @returns {Promise<number>}
 */
function listen(server, host, port) {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
