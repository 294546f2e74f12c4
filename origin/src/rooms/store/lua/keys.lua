--[[
  What nearly every script of the room begins with. All take the same ten keys:

  KEYS[1] state    hash: epoch, issued, calledUpTo, totals, pacing, draws and the settings in force
  KEYS[2] waiting  zset: place id -> number, in the priority lane with the lane's base added
  KEYS[3] called   zset: place id -> claim deadline, ms
  KEYS[4] active   zset: place id -> session expiry, ms
  KEYS[5] entries  zset: epoch:serial of an entry -> its time, ms (the last minute)
  KEYS[6] lapsed   zset: place id -> when its call lapsed, ms; negative once it has returned, or is over (see over.lua)
  KEYS[7] revoked  zset: place id -> until when it is remembered as ended by an operator or the shop, ms
  KEYS[8] tickets  zset: place id -> index in its draw, with the draw's slot added (see draw.lua)
  KEYS[9] log      stream: calls and entries under drawn numbers, until the record has them (see record.lua)
  KEYS[10] door    zset: place id -> when it last stood at the door, called and not let in yet, ms

  The only clock is Redis TIME. A script that finds no state replies {'closed'}: Redis lost its
  memory, and the origin opens the room again from the last checkpoint.
]]
local STATE, WAITING, CALLED, ACTIVE, ENTRIES, LAPSED, REVOKED, TICKETS, LOG, DOOR =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]

local MINUTE_MS = 60000
local PLACE_LIFETIME_MS = 24 * 60 * MINUTE_MS
