--[[
  Puts one revocation of an operator into force. Those who wait are known by number and go at once;
  called and active places are known by id alone: theirs end with the next `enter`. Of a whole
  epoch everybody goes at once. Each revocation is applied once, in the order of its serial.

  ARGV[1] serial   ARGV[2] place id, or ''   ARGV[3], ARGV[4] first and last number, or 0
  ARGV[5] the epoch of which everybody goes, or 0   ARGV[6] how long it is remembered, ms

  Returns {'closed'} or {'ok', places ended now}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
local serial, place, forMs = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[6])
local from, to, epoch = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
if serial <= (tonumber(redis.call('HGET', STATE, 'revocation')) or 0) then
  return { 'ok', 0 }
end
redis.call('HSET', STATE, 'revocation', serial)
if place ~= '' then
  rememberRevoked(place, forMs)
  return { 'ok', (endPlace(place, 'revoked')) }
end

local waves = { { from = from, to = to, untilMs = now + forMs } }
for _, wave in ipairs(revokedWaves()) do
  if wave.from < from or wave.to > to then
    waves[#waves + 1] = wave
  end
end
redis.call('HSET', STATE, 'revokedNumbers', cjson.encode(waves))
local ended = redis.call('ZREMRANGEBYSCORE', WAITING, from, to)
if epoch == state.epoch then
  for _, key in ipairs({ WAITING, TICKETS, CALLED, ACTIVE }) do
    ended = ended + redis.call('ZCARD', key)
  end
  redis.call('UNLINK', WAITING, TICKETS, CALLED, ACTIVE, LAPSED, DOOR)
end
redis.call('HINCRBY', STATE, 'revoked', ended)
return { 'ok', ended }
