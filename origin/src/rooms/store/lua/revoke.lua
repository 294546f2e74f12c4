--[[
  Puts one revocation of an operator into force. Those who wait are known by number and go at once;
  called and active places are known by id alone: theirs end with the next `enter`. Of a whole
  epoch everybody goes at once. Each revocation is applied once, in the order of its serial.

  ARGV[1] serial   ARGV[2] place id, or ''   ARGV[3] the epoch of which everybody goes, or 0
  ARGV[4] how long it is remembered, ms   ARGV[5], ARGV[6] first and last number, or 0
  ARGV[7] last number of the priority lane, or 0   ARGV[8], ARGV[9] the open draw and its tickets, or 0

  Returns {'closed'} or {'ok', places ended now}
]]
-- In place of those of its kind that it covers.
local function addWave(field, added)
  added.untilMs = now + tonumber(ARGV[4])
  local waves = { added }
  for _, wave in ipairs(revokedWaves(field)) do
    if wave.draw ~= added.draw or wave.from < added.from or wave.to > added.to then
      waves[#waves + 1] = wave
    end
  end
  redis.call('HSET', STATE, field, cjson.encode(waves))
end

local state = loadState()
if not state then
  return { 'closed' }
end
local serial, place = tonumber(ARGV[1]), ARGV[2]
local epoch, forMs = tonumber(ARGV[3]), tonumber(ARGV[4])
local from, to = tonumber(ARGV[5]), tonumber(ARGV[6])
if serial <= (tonumber(redis.call('HGET', STATE, 'revocation')) or 0) then
  return { 'ok', 0 }
end
redis.call('HSET', STATE, 'revocation', serial)
if place ~= '' then
  rememberRevoked(place, forMs)
  return { 'ok', (endPlace(place, 'revoked')) }
end

addWave('revokedNumbers', { from = from, to = to })
if tonumber(ARGV[7]) > 0 then
  addWave('revokedPriority', { from = 1, to = tonumber(ARGV[7]) })
end
if tonumber(ARGV[9]) > 0 then
  addWave('revokedTickets', { draw = tonumber(ARGV[8]), from = 0, to = tonumber(ARGV[9]) - 1 })
end
local ended = redis.call('ZREMRANGEBYSCORE', WAITING, from, to)
if epoch == state.epoch then
  for _, key in ipairs({ WAITING, TICKETS, CALLED, ACTIVE }) do
    ended = ended + redis.call('ZCARD', key)
  end
  redis.call('UNLINK', WAITING, TICKETS, CALLED, ACTIVE, LAPSED, DOOR)
end
redis.call('HINCRBY', STATE, 'revoked', ended)
return { 'ok', ended }
