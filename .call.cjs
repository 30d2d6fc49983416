const WebSocket=require("ws");
exports.open=(u)=>new Promise((ok,no)=>{const [o,t]=u.split("/#token=");
const s=new WebSocket(o.replace("http","ws")+"/console?network="+(process.env.NET||"live"),["longlines",t],{headers:{origin:o}});
let n=0;const w=new Map();
s.on("message",m=>{const j=JSON.parse(m); if(j.hello){s.send(JSON.stringify({hello:j.hello}));ok({hello:j.hello,call:(name,input={},onp)=>new Promise(r=>{const id=++n;w.set(id,[r,onp]);s.send(JSON.stringify({id,call:name,input}))}),close:()=>s.close(),socket:s})} else if(j.progress) w.get(j.id)?.[1]?.(j.progress); else {w.get(j.id)?.[0](j.error?{error:j.error}:j.ok);w.delete(j.id)}});
s.on("error",no);s.on("close",(c,r)=>{no(new Error("closed "+r))});});
