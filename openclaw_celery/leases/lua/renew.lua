-- Extend the lock of an item, or take it again if it is gone (Redis was restarted).
--
-- KEYS[1]  lease:<item>
-- ARGV     owner, fence, time to live in ms
--
-- Returns 1 when the lock is this owner's for the whole time to live; 0, and
-- nothing is changed, when somebody else has it.
local fence = redis.call('HGET', KEYS[1], 'fence')
if fence and (fence ~= ARGV[2] or redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1]) then
  return 0
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'fence', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
