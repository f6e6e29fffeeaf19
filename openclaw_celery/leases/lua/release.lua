-- Let go of the lock of an item.
--
-- KEYS[1]  lease:<item>
-- ARGV     owner, fence
--
-- Returns 1 when it was this owner's and is gone; 0, and nothing is changed,
-- when it is somebody else's or nobody's.
local held = redis.call('HMGET', KEYS[1], 'owner', 'fence')
if held[1] == ARGV[1] and held[2] == ARGV[2] then
  return redis.call('DEL', KEYS[1])
end
return 0
