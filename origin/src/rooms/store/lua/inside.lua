--[[
  The judge's first question, and nearly always the last: is this place inside already? As `enter` answers it, with a
  fifth of the keys and without the rest of the room, since each request of everybody inside asks. It expires nothing:
  a place whose time is over is not inside, and the next tick takes it out. A place that was revoked by its id has left
  `active` with it, and does not come back; those of a wave are known by their numbers alone, and so are looked for.

  KEYS[1] state   KEYS[2] active, as in keys.lua
  ARGV[1] place id   ARGV[2] its number or ''   ARGV[3] its lane

  Returns {'active', session expiry in ms, session length in ms}, or {'unknown', 0, 0} where `enter` must be asked
]]
local place, number, lane = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local expiry = tonumber(redis.call('ZSCORE', ACTIVE, place))
local state = redis.call('HMGET', STATE, 'suspended', 'renews', 'sessionMs', 'revokedNumbers',
  'revokedPriority')
local isRevoked = (state[4] or state[5]) and isInWave(lane, number)
-- Without state the room is closed, whatever the sets hold.
if not expiry or expiry <= now or isRevoked or state[1] ~= '0' then
  return { 'unknown', 0, 0 }
end
local sessionMs = tonumber(state[3])
if state[2] == '1' then
  expiry = now + sessionMs
  redis.call('ZADD', ACTIVE, expiry, place)
end
return { 'active', expiry, sessionMs }
