--[[
  Gives each account the one place that it has in the room: the one it joined with, while that lives, else the
  one that it brings now. A place that was taken to another browser is still its account's.

  KEYS[1] waiting   KEYS[2] called   KEYS[3] active   KEYS[4] tickets   KEYS[5] lapsed   zsets of the room
  KEYS[6] moved   hash: old id -> new id (see move.lua)
  KEYS[n] of an account: its place, '<id> <when, ms>'
  ARGV pairs: which key, place id

  Returns for each pair the id of the account's place
]]
local WAITING, CALLED, ACTIVE, TICKETS, LAPSED, MOVED =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local PLACE_LIFETIME_MS = 24 * 60 * 60 * 1000
-- Claimed a moment ago and not in the room yet: its arrival is under way.
local ARRIVING_MS = 10000

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function lives(place, since)
  for _, set in ipairs({ WAITING, CALLED, ACTIVE, TICKETS }) do
    if redis.call('ZSCORE', set, place) then
      return true
    end
  end
  -- Negative: has returned once, and is over.
  local lapsedAt = tonumber(redis.call('ZSCORE', LAPSED, place))
  return (lapsedAt and lapsedAt > 0) or now - since < ARRIVING_MS
end

-- Each move is to an id that was never there before: this comes to an end.
local function whereItWent(place)
  local moved = redis.call('HGET', MOVED, place)
  while moved do
    place, moved = moved, redis.call('HGET', MOVED, moved)
  end
  return place
end

local function claim(account, brought)
  local claimed, since = string.match(redis.call('GET', account) or '', '^(%S+) (%d+)$')
  local place = claimed and whereItWent(claimed)
  if place and (place == brought or lives(place, tonumber(since))) then
    return place
  end
  redis.call('SET', account, brought .. ' ' .. now, 'PX', PLACE_LIFETIME_MS)
  return brought
end

local reply = {}
for index = 1, #ARGV, 2 do
  reply[#reply + 1] = claim(KEYS[tonumber(ARGV[index])], ARGV[index + 1])
end
return reply
