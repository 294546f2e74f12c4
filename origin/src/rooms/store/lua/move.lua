--[[
  Gives a place another id, wherever it stands, and ends the old one: its visitor goes on in another browser.
  Safe to run twice.

  KEYS[11] moved   hash: old id -> new id, so that an account still knows which place is its (see claim-places.lua)
  ARGV[1] old id   ARGV[2] new id   ARGV[3] lane   ARGV[4] number or ''   ARGV[5] how long the old id is remembered, ms

  Returns {'closed'}, {'ended'} for a place that is over, or {'ok'}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
expire(state)
local old, new = ARGV[1], ARGV[2]
for _, key in ipairs({ WAITING, TICKETS, CALLED, ACTIVE, LAPSED, DOOR }) do
  if redis.call('ZSCORE', key, new) then
    return { 'ok' }
  end
end
if isRevoked(old, ARGV[3], tonumber(ARGV[4])) or isRevoked(new, ARGV[3], tonumber(ARGV[4])) then
  return { 'ended' }
end
local isThere = false
for _, key in ipairs({ WAITING, TICKETS, CALLED, ACTIVE, LAPSED, DOOR }) do
  local score = redis.call('ZSCORE', key, old)
  -- Who has returned once stands elsewhere too, or is over.
  if score and (key ~= LAPSED or isThere or tonumber(score) > 0) then
    isThere = true
    redis.call('ZREM', key, old)
    redis.call('ZADD', key, score, new)
  end
end
if not isThere then
  return { 'ended' }
end
rememberRevoked(old, tonumber(ARGV[5]))
local MOVED = KEYS[11]
redis.call('HSET', MOVED, old, new)
redis.call('PEXPIRE', MOVED, PLACE_LIFETIME_MS)
-- Of whom nothing was drawn, nothing is recorded.
if state.numberingEnd ~= nil then
  writeLog('moved', table.concat({ state.epoch, visitorOf(old), visitorOf(new) }, ','))
end
return { 'ok' }
