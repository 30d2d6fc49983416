'use strict';
// Loaded before a program under test (NODE_OPTIONS=--require): writes down where it connects to, a line each, whatever library does it.
const { appendFileSync } = require('node:fs');
const { Socket: UdpSocket } = require('node:dgram');
const dns = require('node:dns');
const { isIP, Socket } = require('node:net');

const file = process.env.LONGLINES_E2E_CONNECTIONS;
const note = (line) => {
  appendFileSync(file, `${line}\n`);
};

const { connect } = Socket.prototype;
Socket.prototype.connect = function recorded(...given) {
  // As it is called by an application, or by Node itself with its arguments made even.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const { path, host, port } =
    typeof first === 'object' ? first : Number.isInteger(Number(first)) ? { port: first, host: second } : { path: first };
  note(path ? `local ${path}` : `tcp ${typeof host === 'string' ? host : 'localhost'}:${port}`);
  return connect.apply(this, given);
};

const { send } = UdpSocket.prototype;
UdpSocket.prototype.send = function recorded(...given) {
  note(`udp ${given.filter((each) => ['string', 'number'].includes(typeof each)).join(' ')}`);
  return send.apply(this, given);
};

const { lookup } = dns;
dns.lookup = function recorded(name, ...more) {
  if (!isIP(name)) note(`name ${name}`);
  return lookup.call(this, name, ...more);
};
