const {open}=require("./.call.cjs");
(async()=>{const c=await open(process.argv[2]);
await c.call("latency.default",{scope:"carrier-transit",scopeId:null,ns:20000,by:"x"});
await c.call("latency.default",{scope:"site-interconnect",scopeId:null,ns:5000,by:"x"});
const r=await c.call("orders.check",{order:"T1",customer:"x",accessing:"dunmore",a:"LON",z:"NYC",signal:"10GE-LAN",limit:"500 ms"});
console.log(JSON.stringify(r).slice(0,1500));
const pairs=process.argv.slice(3);
for(const p of pairs){const [acc,a,z,sig="10GE-LAN"]=p.split(":");const r=await c.call("orders.check",{order:"T1",customer:"x",accessing:acc,a,z,signal:sig,limit:"500 ms"});console.log(p, JSON.stringify(r).match(/"oneWayNs":(\d+)/g)?.slice(0,3).join(" "), r.error?JSON.stringify(r.error).slice(0,200):r.kind)}
c.close()})();
