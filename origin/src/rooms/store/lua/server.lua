--[[
  Whether the room that this server has may be believed. A replica that takes over has not always heard of the last
  arrivals and entries: numbers would be given twice, and visitors inside not be counted. Such a room is given up as if
  Redis had lost it, and comes back from the checkpoint and from the places that the browsers keep.

  Of Redis' replication: a server's history has an id (`master_replid`); a replica that takes over begins a history of
  its own and keeps the id of the one that it followed (`master_replid2`). A server that restarts from its own
  append-only file followed nobody.
]]
local FOLLOWED_NOBODY = string.rep('0', 40)

-- The id of this server's history, and of the one that it followed before; nothing where Redis does not tell.
local function readHistory()
  local info = redis.pcall('INFO', 'replication')
  if type(info) == 'string' then
    return info:match('master_replid:(%x+)'), info:match('master_replid2:(%x+)')
  end
end

local function isTakenOver()
  local known = redis.call('HGET', STATE, 'history')
  local current, followed = readHistory()
  if not known or not current or known == current then
    return false
  end
  if followed == FOLLOWED_NOBODY then
    redis.call('HSET', STATE, 'history', current)
    return false
  end
  giveUpRoom()
  return true
end
