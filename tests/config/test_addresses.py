from pathlib import Path

from config import addresses


def test_the_sockets_of_a_short_data_folder_lie_in_it():
    assert addresses.urls(Path("/srv/portal")) == (
        "postgresql://portal@/portal?host=/srv/portal/run",
        "redis+socket:///srv/portal/run/redis.sock",
    )


def test_a_path_too_long_for_a_socket_moves_the_sockets_to_a_private_folder_of_its_own():
    long, other = Path("/srv/" + "ä" * 60), Path("/srv/" + "ä" * 61)
    assert addresses.socket_dir(long).parent == addresses.socket_dir(other).parent != long
    assert addresses.socket_dir(long) != addresses.socket_dir(other)


def test_a_database_address_with_name_password_port_and_encryption():
    settings = addresses.database("postgresql://an%40na:ge%2Fheim@db.example.org:6432/portal?sslmode=require")
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"]) == ("an@na", "ge/heim", "db.example.org", "6432")
    assert settings["NAME"] == "portal"
    assert settings["OPTIONS"] == {"sslmode": "require", "connect_timeout": "5", "options": addresses.ONCE}


def test_the_cache_speaks_of_the_same_redis_database_as_the_broker():
    assert addresses.cache("redis+socket:///srv/run/redis.sock?virtual_host=3") == "unix:///srv/run/redis.sock?db=3"
    assert addresses.cache("redis://cache:6379/3") == "redis://cache:6379/3"
